"""Who reaches which rows of the tables that come with Django and with the packages for signing in."""

from vangnet.access.wall.declarations import Everyone, Wall

NO_DATA = Everyone("Says what the program consists of, nothing about anybody.")
BEFORE_SIGN_IN = Everyone("Needed to sign somebody in, before the database knows who asks.")

WALLS = {
    "auth_permission": Wall(see=NO_DATA),
    "auth_group": Wall(see=NO_DATA),
    "auth_group_permissions": Wall(see=NO_DATA),
    "django_content_type": Wall(see=NO_DATA),
    "django_migrations": Wall(see=NO_DATA),
    "django_session": Wall(
        see=Everyone("A visitor without an account has a session too; the table holds only hashes of keys.")
    ),
    "account_emailaddress": Wall(see=BEFORE_SIGN_IN),
    "account_emailconfirmation": Wall(see=BEFORE_SIGN_IN),
    "mfa_authenticator": Wall(see=BEFORE_SIGN_IN),
}
