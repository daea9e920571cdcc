# make demo   a running system with sample households; needs Python 3.11-3.14 only
# make test   everything that proves the project, on SQLite and on PostgreSQL
# Another interpreter: make PY=/path/to/python3.12 setup

PY  ?= python3
REQ ?= dev
V   := .venv
MANAGE := $(V)/bin/python manage.py
SQLITE_FILE := var/vbsp.sqlite3
LOADS := "migrate -v 0" createcachetable load_places load_programmes \
         load_organisations
TODAY := $(shell TZ=Asia/Ho_Chi_Minh date +%F)

.PHONY: setup data run demo test test-sqlite test-postgresql check fix messages bench \
        machine

setup: $(V)/.$(REQ).done

$(V)/bin/python:
	@$(PY) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 15) else "Python 3.11-3.14 needed: make PY=/path/to/python setup")'
	$(PY) -m venv $(V)

# uv is nine times as quick; where it cannot run, pip reads the same hashes.
$(V)/.$(REQ).done: requirements/$(REQ).txt requirements/uv.txt | $(V)/bin/python
	$(V)/bin/pip install -q --require-hashes -r requirements/uv.txt && \
	$(V)/bin/uv pip install -q --python $(V)/bin/python --require-hashes -r $< || \
	$(V)/bin/pip install -q --require-hashes -r $<
	@touch $@

# Our own file is built aside and put in place whole; another database is filled as it is.
data: setup
ifeq ($(DATABASE_URL),)
	@mkdir -p var && rm -f var/new.sqlite3*
	@export DATABASE_URL="sqlite:///$(CURDIR)/var/new.sqlite3"; \
	 for load in $(LOADS) load_demo; do $(MANAGE) $$load || exit 1; done
	@rm -f $(SQLITE_FILE)-wal $(SQLITE_FILE)-shm && mv var/new.sqlite3 $(SQLITE_FILE)
	@echo $(TODAY) > var/made-on
else
	@for load in $(LOADS) "load_demo --if-older"; do $(MANAGE) $$load || exit 1; done
endif

run: setup
	$(MANAGE) runserver 127.0.0.1:8000

# Sample dates lie around the day they were made: of another day, they are made again.
demo: setup
	@if [ -z "$(DATABASE_URL)" ] && [ -s $(SQLITE_FILE) ] && \
	 [ "$$(cat var/made-on 2>/dev/null)" = $(TODAY) ]; \
	 then $(MANAGE) migrate -v 0 && $(MANAGE) load_demo --if-older; \
	 else $(MAKE) --no-print-directory data; fi
	$(MANAGE) runserver 127.0.0.1:8000

bench: setup
	$(MANAGE) bench $(BENCH)

# T narrows a run: make test T=tests/loans/rules
test: setup machine
	@mkdir -p var
	@$(MAKE) --no-print-directory test-sqlite > var/test-sqlite.log 2>&1 & sqlite=$$!; \
	 $(MAKE) --no-print-directory test-postgresql > var/test-postgresql.log 2>&1; \
	 postgresql=$$?; wait $$sqlite; sqlite=$$?; \
	 echo "== SQLite"; cat var/test-sqlite.log; \
	 echo "== PostgreSQL"; cat var/test-postgresql.log; \
	 exit $$((sqlite + postgresql))

test-sqlite: setup
	DATABASE_URL= $(V)/bin/python -m pytest -q $(T)

test-postgresql: setup
	$(V)/bin/python tests/with_postgres.py $(V)/bin/python -m pytest -q $(T)

machine:
	@tests/machine.sh

check: setup
	$(V)/bin/ruff format --check -q .
	$(V)/bin/ruff check -q .
	$(V)/bin/mypy
	$(V)/bin/lint-imports --no-cache
	$(MANAGE) makemigrations --check --dry-run
	DJANGO_DEBUG=0 DJANGO_ALLOWED_HOSTS=vbsp.example \
	 DJANGO_SECRET_KEY="$$($(V)/bin/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
	 $(MANAGE) check --deploy --fail-level WARNING
	$(V)/bin/python tests/check_messages.py

fix: setup
	$(V)/bin/ruff format -q .
	$(V)/bin/ruff check -q --fix .

messages: setup machine
	$(MANAGE) makemessages -l vi --no-wrap --no-location --no-obsolete \
	 --ignore .venv --ignore var --ignore tests
	$(V)/bin/python tests/check_messages.py --compile
