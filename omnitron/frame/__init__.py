"""What stands around every page: the panels a person may work in and the sidebar of this one."""
