"""SQL of who was invited to which survey, once for each contact and distribution."""

from __future__ import annotations

from truegreen.engine import sql
from truegreen.systems.qualtrics.statuses import NOBODY, standing


def invitations() -> str:
    """Give the query of invitations.

    A reminder belongs to the distribution it reminds of, and a thank-you is no invitation. Who could not be reached,
    or was spared by a rule about how often people are asked, could have been asked and was not. Who had opted out or is
    blocked could not, and has no row; nor has who is still to be asked.

    Columns: invitation, survey_id (empty if nobody says), response_id, eligible_at, invited_at, completed_at, and
    ``_file`` and ``_row`` of the contact's first row.
    """
    survey = "coalesce(d.survey_link_survey_id, nullif(regexp_extract(c.survey_link, 'SV_[A-Za-z0-9]+'), ''), '')"
    return f"""
        SELECT concat_ws('/', coalesce(d.parent_distribution_id, c.distribution_id), c.contact_id) AS invitation,
               max({survey}) AS survey_id, max(nullif(c.response_id, {sql.text(NOBODY)})) AS response_id,
               min(coalesce(c.sent_at, d.send_date)) AS eligible_at,
               min(c.sent_at) FILTER ({standing("c")} = 'invited') AS invited_at,
               max(c.response_completed_at) AS completed_at, arg_min(c._file, c._row) AS _file, min(c._row) AS _row
        FROM qualtrics_distribution_contact AS c LEFT JOIN qualtrics_distribution AS d ON d.id = c.distribution_id
        WHERE lower(coalesce(d.request_type, '')) <> 'thankyou' AND {standing("c")} NOT IN ('declined', 'ahead')
          AND coalesce(c.sent_at, d.send_date) IS NOT NULL
        GROUP BY 1"""
