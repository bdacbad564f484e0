"""All settings, a module per topic; what differs between machines comes from the environment."""

from omnitron.settings.api import *
from omnitron.settings.application import *
from omnitron.settings.data import *
from omnitron.settings.files import *
from omnitron.settings.gateways import *
from omnitron.settings.languages import *
from omnitron.settings.machine import *
from omnitron.settings.mail import *
from omnitron.settings.monitoring import *
from omnitron.settings.people import *
from omnitron.settings.security import *
from omnitron.settings.tasks import *
from omnitron.settings.webhooks import *
