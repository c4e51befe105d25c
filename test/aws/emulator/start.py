"""Starts the emulator with private functions wrapped, so that events of AWS reach our rules and queues.

CloudTrail sends nothing here, and the emulator refuses `aws.*` sources, as AWS does to callers: tests
put recorded events themselves. It also serves only rules that are `ENABLED`; ours has another state.
What it lacks between accounts is in across_accounts.py.
It knows no `ItemBatcher`.
"""

import functools
import importlib.metadata
import inspect
import os
import signal
import sys
import threading

from across_accounts import deliver_across_accounts

VERSION = "1.5.33"
SERVED_TOO = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"


def fail(problem):
    sys.exit(f"start.py: {problem}; it wraps private functions of ministack {VERSION} and knows no other")


def check(module, name, parameters):
    function = getattr(module, name, None)
    if function is None:
        fail(f"{module.__name__}.{name} is gone")
    if list(inspect.signature(function).parameters) != parameters:
        fail(f"{module.__name__}.{name} takes other parameters")
    return function


def accept_aws_sources(eventbridge):
    put = check(eventbridge, "_put_events", ["data", "allow_aws_source"])

    @functools.wraps(put)
    def put_events(data, allow_aws_source=True):
        return put(data, allow_aws_source=True)

    eventbridge._put_events = put_events


def serve_management_events(eventbridge):
    dispatch = check(eventbridge, "_dispatch_event", ["event", "view"])
    if not hasattr(eventbridge, "_rules"):
        fail("ministack.services.eventbridge._rules is gone")
    # Requests run on several threads: one must not put a state back under the eyes of another.
    lock = threading.RLock()

    @functools.wraps(dispatch)
    def dispatch_event(event, view=None):
        with lock:
            shown = [rule for _, rule in eventbridge._rules.items() if rule.get("State") == SERVED_TOO]
            for rule in shown:
                rule["State"] = "ENABLED"
            try:
                return dispatch(event, view)
            finally:
                for rule in shown:
                    rule["State"] = SERVED_TOO

    eventbridge._dispatch_event = dispatch_event


def batch_items(stepfunctions):
    """The emulator hands each item to a child of its own: batches are made here, as the definition says."""
    execute = check(
        stepfunctions,
        "_run_distributed_map",
        ["state_def", "raw_input", "effective", "iterator", "execution", "ctx"],
    )
    read = check(stepfunctions, "_read_map_items", ["reader", "effective", "ctx"])
    resolve = check(stepfunctions, "_resolve_params_obj", ["template", "data", "ctx"])

    @functools.wraps(execute)
    def run_distributed_map(state_def, raw_input, effective, iterator, execution, ctx):
        batcher = state_def.get("ItemBatcher")
        if batcher is None:
            return execute(state_def, raw_input, effective, iterator, execution, ctx)
        items = read(state_def["ItemReader"], effective, ctx)
        shared = resolve(batcher["BatchInput"], effective, ctx)
        most = batcher["MaxItemsPerBatch"]
        batches = [
            {"BatchInput": shared, "Items": items[at : at + most]}
            for at in range(0, len(items), most)
        ]
        unread = {name: value for name, value in state_def.items() if name not in ("ItemReader", "ItemBatcher")}
        return execute(unread, raw_input, batches, iterator, execution, ctx)

    stepfunctions._run_distributed_map = run_distributed_map


def end_with_parent():
    """Whoever started this holds the other end of stdin; when they are gone, so is the emulator."""

    def wait():
        sys.stdin.buffer.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


def start():
    try:
        installed = importlib.metadata.version("ministack")
    except importlib.metadata.PackageNotFoundError:
        fail("ministack is not installed")
    if installed != VERSION:
        fail(f"ministack {installed} is installed")
    from ministack.services import eventbridge, stepfunctions

    batch_items(stepfunctions)
    accept_aws_sources(eventbridge)
    serve_management_events(eventbridge)
    deliver_across_accounts(eventbridge, check)
    from ministack.app import main

    end_with_parent()
    main()


if __name__ == "__main__":
    start()
