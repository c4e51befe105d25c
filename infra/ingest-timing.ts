import { Duration } from 'aws-cdk-lib';

/** A full batch of 6 MB takes a second or two; the rest is for services that answer slowly. */
export const INGEST_TIMEOUT = Duration.seconds(60);

/** The longest that a call waits for others: fewer, fuller batches cost less, and 90 seconds are allowed. */
export const BATCH_WINDOW = Duration.seconds(60);
