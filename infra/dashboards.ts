import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';

export class Dashboards extends Construct {
  constructor(scope: Construct, id: string, _deployment: Deployment) {
    super(scope, id);
  }
}
