import { CfnOutput, CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { nameOf, type Place } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';
import { WatcherFunction } from './watcher-function.ts';

/**
 * The key that signs seals: it never leaves KMS, and no release makes another. A deployment prints its
 * fingerprint, which an auditor keeps where we cannot reach it.
 */
export class SealKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, place: Place, deployment: Deployment, code: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      alias: nameOf('sealKey', place),
      description: 'Signs seals over evidence of where Bedrock inference ran',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const reader = new WatcherFunction(this, 'Reader', place, {
      part: 'sealKeyReader',
      description: 'Tells CloudFormation the public half of the seal key',
      deployment,
      code,
      statements: [
        new PolicyStatement({
          sid: 'ReadThePublicHalf',
          actions: ['kms:GetPublicKey'],
          resources: [this.key.keyArn],
        }),
      ],
      memoryMb: 128,
      timeout: Duration.seconds(30),
    });
    const publicKey = new CustomResource(this, 'PublicKey', {
      serviceToken: reader.function.functionArn,
      resourceType: 'Custom::SealPublicKey',
      properties: { KeyId: this.key.keyId },
    });
    publicKey.node.addDependency(reader.role);
    new CfnOutput(this, 'Fingerprint', {
      description: 'SHA-256 of the public key that signs seals. Give it to your auditor now',
      value: publicKey.getAttString('Fingerprint'),
    }).overrideLogicalId('SealKeyFingerprint');
    new CfnOutput(this, 'Public', {
      description: 'The public key itself, DER in base64',
      value: publicKey.getAttString('PublicKey'),
    }).overrideLogicalId('SealPublicKey');
  }
}
