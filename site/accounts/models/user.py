"""The user: an e-mail address is the name to log in with."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role


class UserManager(BaseUserManager["User"]):
    """Makes users; addresses are stored in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user without any role; a None password can never be used to log in."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """For `createsuperuser` only: nobody works as a superuser day by day."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Look-up by address, whatever its case."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they may do comes from their memberships, see `accounts.selectors`."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="fr")
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the technical administration"), default=False)
    date_joined = models.DateTimeField(_("since"), auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="accounts_user_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name, for Wagtail and the Django admin."""
        return self.name or self.email

    def get_short_name(self) -> str:
        """The name, for Wagtail and the Django admin."""
        return self.name or self.email

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of all memberships; read once per instance."""
        cached = self.__dict__.get("_roles")
        if cached is None:
            rows = self.memberships.filter(ended_at=None).values_list("role", flat=True)
            cached = self.__dict__["_roles"] = frozenset(Role(row) for row in rows)
        return cached

    def forget_roles(self) -> None:
        """Read the roles again when they are next asked for; services call it after a change."""
        self.__dict__.pop("_roles", None)

    def has_role(self, *roles: Role) -> bool:
        """True when the person is active and has one of the roles."""
        return self.is_active and not self.roles.isdisjoint(roles)
