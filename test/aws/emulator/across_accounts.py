"""Delivers events to queues of other accounts, as AWS does and the emulator does not.

EventBridge sends to a queue of another account in the same Region with the role of the target, and the
policy of the queue decides (user guide, eb-service-cross-account). What is refused goes to the target's
dead-letter queue. The emulator drops all of it; it also takes every account for the head of an
organization of its own, where accounts that one of them created are its members here.
"""

import functools
import json


def deliver_across_accounts(eventbridge, check):
    invoke = check(eventbridge, "_invoke_target", ["target", "event", "rule", "view"])
    dispatch = check(eventbridge, "_dispatch_to_sqs", ["spec", "payload", "sqs_parameters"])
    view_of = check(eventbridge, "_pattern_event_view", ["event"])

    @functools.wraps(invoke)
    def invoke_target(target, event, rule, view=None):
        queue = eventbridge.parse_arn(target.get("Arn", ""))
        here = (eventbridge.get_account_id(), eventbridge.get_region())
        if queue.service != "sqs" or queue.account_id == here[0] or queue.region != here[1]:
            return invoke(target, event, rule, view)
        payload = json.dumps((view or view_of(event)).event_with_detail())
        if lets_in(queue, target.get("RoleArn"), here[1]):
            return dispatch(queue, payload)
        undelivered = target.get("DeadLetterConfig", {}).get("Arn")
        return None if undelivered is None else dispatch(eventbridge.parse_arn(undelivered), payload)

    eventbridge._invoke_target = invoke_target


def lets_in(queue, role, region):
    from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
    from ministack.services import sqs

    found = sqs._queue_by_arn(str(queue))
    if found is None or role is None:
        return False
    account = role.split(":")[4]
    caller = EvalContext(
        principal_arn=role,
        principal_type="AssumedRole",
        principal_account=account,
        action="sqs:SendMessage",
        resource_arn=str(queue),
        region=region,
        secure_transport=True,
        principal_keys={"aws:principalorgid": organization_of(account)},
    )
    return evaluate_resource_policy(found["attributes"].get("Policy"), caller).decision == "Allow"


def organization_of(account):
    from ministack.services import organizations

    for head, member in list(organizations._accounts._data):
        if member == account:
            return organizations._orgs.get_scoped(head, None, "self")["Id"]
    return None
