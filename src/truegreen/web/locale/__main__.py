"""Renew all catalogues: ``python -m truegreen.web.locale``; with a code, such as ``fr``, begin one."""

from __future__ import annotations

import sys

import django
from django.conf import settings

from truegreen.web.locale.catalogues import catalogue, codes, compiled, is_told, place_of, renewed, text_of

if __name__ == "__main__":
    settings.configure(USE_I18N=True)
    django.setup()
    for code in sorted({*codes(), *sys.argv[1:]}):
        path, made = place_of(code), renewed(catalogue(code))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text_of(made))
        path.with_suffix(".mo").write_bytes(compiled(made))
        missing = sum(not is_told(each.string) for each in made if each.id)
        print(f"{code}: {len(made)} texts, {missing} without a translation")
