/** User agents of the sample day, in the form in which the programs send them. */
export const CLIENT = {
  boto3:
    'Boto3/1.42.14 md/Botocore#1.42.14 ua/2.1 os/linux#6.12.40 md/arch#x86_64 lang/python#3.13.5 md/pyimpl#CPython cfg/retry-mode#standard Botocore/1.42.14',
  java: 'aws-sdk-java/2.38.7 md/io#async md/http#NettyNio ua/2.1 os/Linux#6.12.40 lang/java#21.0.8 md/OpenJDK_64-Bit_Server_VM#21.0.8+9 md/en m/D,N,e',
  go: 'aws-sdk-go-v2/1.40.1 ua/2.1 os/linux lang/go#1.25.3 md/GOOS#linux md/GOARCH#arm64 api/bedrockruntime#1.44.0 m/E,e',
  javascript:
    'aws-sdk-js/3.936.0 ua/2.1 os/linux#5.10.244 lang/js md/nodejs#22.20.0 api/bedrock-runtime#3.936.0 m/E,N,e',
  cli: 'aws-cli/2.32.6 md/awscrt#0.29.1 ua/2.1 os/macos#25.1.0 md/arch#arm64 lang/python#3.13.9 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/command#bedrock-runtime.converse',
  cloudShell:
    'aws-cli/2.32.6 md/awscrt#0.29.1 ua/2.1 os/linux#6.1.155 md/arch#x86_64 lang/python#3.13.9 md/pyimpl#CPython exec-env/CloudShell cfg/retry-mode#standard md/installer#exe md/command#bedrock-runtime.converse',
  claudeCode: 'claude-cli/2.0.44 (external, cli)',
  cursor: 'Cursor/1.7.52 (darwin arm64) Electron/34.5.8 connect-es/1.6.1',
  openai: 'OpenAI/Python 2.8.1',
  console:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
} as const;

export type Client = keyof typeof CLIENT;
