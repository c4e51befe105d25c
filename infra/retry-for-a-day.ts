/** The most that EventBridge does for an event (API reference, RetryPolicy, read 2026-11-25). */
export const RETRY_FOR_A_DAY = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };
