"""Settings of the cluster that the tests of the queue start: short times, one worker."""

from config.settings.test import *  # noqa: F403
from config.settings.test import Q_CLUSTER

Q_CLUSTER = Q_CLUSTER | {"workers": 1, "timeout": 2, "retry": 4, "poll": 0.1, "guard_cycle": 0.1, "recycle": 500}
