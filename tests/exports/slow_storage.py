"""A folder that takes its time: something else happens before it has kept a file."""

from omnitron.core.private_files import PrivateFiles


class SlowFiles(PrivateFiles):
    """Calls `meanwhile` while a file is handed over."""

    def __init__(self, meanwhile, **options):
        super().__init__(**options)
        self.meanwhile = meanwhile

    def _save(self, name, content):
        kept = super()._save(name, content)
        self.meanwhile()
        return kept
