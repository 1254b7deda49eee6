"""What the workspace keeps: people and their seats, matters and the journal, and what is on its way to somebody.

Rows only keep; the nouns they become are in ``model``, and the rules on them in ``governance``.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_noop

from truegreen.model.agreement import Side
from truegreen.model.people import Person, Post, Seat

SIDES: Final = [(each.value, each.value) for each in Side]
POSTS: Final = [(each.value, each.words) for each in Post]
MAIL: Final = [("at-once", gettext_noop("at once")), ("daily", gettext_noop("once a day")),
               ("weekly", gettext_noop("once a week")), ("none", gettext_noop("never"))]  # fmt: skip
"""When somebody gets an e-mail of what concerns them."""


class Members(BaseUserManager["Member"]):
    """Makes members."""

    def create_user(self, email: str, name: str, password: str | None = None, **more: Any) -> Member:
        """Make a member; without a password, nobody can sign in as them until they choose one."""
        member = self.model(email=self.normalize_email(email).lower(), name=name, **more)
        member.set_password(password)
        member.save(using=self._db)
        return member


class Member(AbstractBaseUser):
    """Somebody who can sign in."""

    key = models.CharField(max_length=40, unique=True)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_owner = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)
    mail = models.CharField(max_length=10, choices=MAIL, default="at-once")
    feed = models.CharField(max_length=64, blank=True, db_index=True)
    language = models.CharField(max_length=10, blank=True)
    zone = models.CharField(max_length=60, blank=True)

    objects: ClassVar[Members] = Members()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        """Give their name."""
        return self.name

    def person(self) -> Person:
        """Give the noun, with all seats that still count."""
        seats = tuple(each.seat() for each in self.seats.all() if each.ended_at is None)
        return Person(self.key, self.name, seats, self.is_owner, self.is_sure())

    def is_sure(self) -> bool:
        """Say whether signing in as them takes a second factor; everybody counts as sure where none is asked for."""
        factors: models.Manager[Any] = self.authenticator_set  # type: ignore[attr-defined]  # allauth's rows of them
        return not settings.SECOND_FACTOR or any(each.type == "totp" for each in factors.all())


class SeatRow(models.Model):
    """A post of somebody."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="seats")
    agreement = models.CharField(max_length=120)
    side = models.CharField(max_length=10, choices=SIDES)
    post = models.CharField(max_length=30, choices=POSTS)
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        """Say who is what where."""
        return f"{self.member}: {self.post} of {self.agreement}"

    def seat(self) -> Seat:
        """Give the noun."""
        return Seat(self.agreement, Side(self.side), Post(self.post))


class MatterRow(models.Model):
    """Where a matter stands; the fold of its journal entries."""

    id = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=30)
    agreement = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    about = models.CharField(max_length=300, blank=True, db_index=True)
    stage = models.CharField(max_length=30)
    side = models.CharField(max_length=10, choices=SIDES)
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    since = models.DateTimeField()
    due = models.DateTimeField(null=True, blank=True, db_index=True)
    says = models.JSONField(default=dict)
    approvals = models.JSONField(default=list)
    moves = models.PositiveIntegerField(default=0)

    class Meta:
        """What is looked for."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["agreement", "kind", "stage"])]

    def __str__(self) -> str:
        """Name it."""
        return f"{self.id}: {self.title}"


class Head(models.Model):
    """The last entry's number, locked by whoever writes the next one; there is one row."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        """Say how long the journal is."""
        return f"{self.number} entries"


class EntryRow(models.Model):
    """An entry of the journal; the database itself refuses to change or delete one."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=40, db_index=True)
    side = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=80)
    agreement = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=300, blank=True, db_index=True)
    says = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        """What is looked for."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["agreement", "number"])]

    def __str__(self) -> str:
        """Say what happened."""
        return f"{self.number}: {self.name}"


class Once(models.Model):
    """A write that was done, by the key that its writer gave it: done again, it gives the same answer."""

    key = models.CharField(max_length=120)
    actor = models.CharField(max_length=40)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One of each."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["actor", "key"], name="once_of_each")
        ]

    def __str__(self) -> str:
        """Name it."""
        return self.key


class Meant(models.Model):
    """What somebody is about to do to a file; gone when the journal tells of it."""

    event = models.JSONField()
    sign = models.CharField(max_length=20)
    says = models.JSONField(default=dict)
    after = models.PositiveBigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Say what it is."""
        return f"{self.event['name']} {self.event['about']}"


class Token(models.Model):
    """What a program signs in with; only its digest is kept."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    start = models.CharField(max_length=8)
    scopes = models.JSONField(default=list)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Give its name."""
        return self.name


class Job(models.Model):
    """Something for a worker to do; who takes it has it until the lease ends, and then somebody else may."""

    kind = models.CharField(max_length=30)
    says = models.JSONField(default=dict)
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(db_index=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.CharField(max_length=40, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    every = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    of = models.PositiveBigIntegerField(default=0)
    what = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict)
    problem = models.TextField(blank=True)

    class Meta:
        """What is done again and again is one row."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind"], condition=models.Q(every__gt=0), name="one_of_each_again")
        ]

    def __str__(self) -> str:
        """Say what it is."""
        return f"{self.kind} of {self.asked_at:%Y-%m-%d %H:%M}"


class Notice(models.Model):
    """Something that somebody should hear of, until it has reached them."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notices")
    entry = models.PositiveBigIntegerField()
    agreement = models.CharField(max_length=120)
    about = models.CharField(max_length=300)
    says = models.CharField(max_length=400)
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        """Say it."""
        return self.says


class Hook(models.Model):
    """An address outside, to which what happens in an agreement is sent for one side."""

    key = models.CharField(max_length=20, unique=True)
    agreement = models.CharField(max_length=120, db_index=True)
    side = models.CharField(max_length=10, choices=SIDES)
    kind = models.CharField(max_length=10, choices=[("chat", "chat"), ("signed", "signed")])
    url = models.CharField(max_length=1000)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        """Say whose it is; where it leads is a secret."""
        return f"{self.key} of {self.agreement}, {self.side}"


class Draft(models.Model):
    """A measure that only one side sees until a day."""

    agreement = models.CharField(max_length=120)
    measure = models.CharField(max_length=120)
    side = models.CharField(max_length=10, choices=SIDES)
    until = models.DateField()
    because = models.CharField(max_length=400)
    by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        """Say what is kept back until when."""
        return f"{self.measure} until {self.until}"


class SharedPlan(models.Model):
    """What the provider reads of a plan that was saved: cut when it was shared, so that nothing else can be read.

    Attributes:
        plan: name of the saved plan.
        digest: of its file.
        told: what is shared.
        by: who shared it.
    """

    agreement = models.CharField(max_length=120)
    plan = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    told = models.JSONField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Shared once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "plan"], name="shared_once")
        ]

    def __str__(self) -> str:
        """Say what is shared where."""
        return f"{self.plan} in {self.agreement}"


class Pulse(models.Model):
    """What somebody said of the relationship in a month, one answer per question."""

    agreement = models.CharField(max_length=120)
    month = models.CharField(max_length=7)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="pulses")
    side = models.CharField(max_length=10, choices=SIDES)
    answers = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """One of each."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "month", "member"], name="pulse_once_a_month")
        ]

    def __str__(self) -> str:
        """Say whose it is."""
        return f"{self.agreement} {self.month} {self.side}"


class Receipt(models.Model):
    """Records that somebody uploaded, and what came of them."""

    agreement = models.CharField(max_length=120)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="receipts")
    side = models.CharField(max_length=10, choices=SIDES)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    rows = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=20)
    findings = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The same file is taken once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "name", "digest"], name="upload_once")
        ]

    def __str__(self) -> str:
        """Name the file."""
        return self.name
