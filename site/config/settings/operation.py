"""How the product is started and what its queue does; shared by every deployment."""

from config import env

# Queue: jobs live in the database and commit with the rows that they serve (platform.md).
Q_CLUSTER = {
    "name": "repair-fund",
    "label": "Jobs",
    "orm": "default",
    "broker_class": "core.queue.CountingBroker",
    "workers": env.number("QUEUE_WORKERS", 2, least=1),
    "timeout": 180,
    "retry": 240,
    "max_attempts": 3,
    "ack_failures": True,
    "save_limit": -1,
    "catch_up": False,
    "recycle": 50,
    "bulk": 1,
    "poll": 0.2,
    "guard_cycle": 0.5,
}

# What the queue does by the clock: name, job, minutes between two runs. `set_up_schedules` writes it to the database.
SCHEDULED_JOBS = [
    ("heartbeat", "core.heartbeat.answer", 1),
    ("sweep of claims", "claims.tasks.sweep", 1),
    ("sweep of payments", "payments.tasks.sweep", 1),
    ("stale drafts", "claims.tasks.delete_stale_drafts", 24 * 60),
]

# What `prepare` runs before the product starts, and what `serve` runs once it answers.
PREPARE_COMMANDS: list[list[str]] = [
    ["compile_catalogues"],
    ["migrate", "--verbosity", "0"],
    ["createcachetable"],
    ["set_up_schedules"],
    ["set_up_groups"],
    ["load_reference", "--only-when-empty"],
    ["set_up_pages"],
]
WELCOME_COMMANDS: list[str] = []
# Invented people with passwords that everybody knows: for trying the product only.
DEMO_ALLOWED = False
