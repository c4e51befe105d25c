/** Whom a spoke serves, as its template names them: parameters that CloudFormation fills in. */
export type Hub = {
  readonly account: string;
  readonly prefix: string;
  readonly homeRegion: string;
};
