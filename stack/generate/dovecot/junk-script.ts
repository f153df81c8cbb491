// What the gateway decided about a message becomes its folder: our own header field, which the gateway removes from
// everything that comes in, and nothing else.

import { junkField } from '#core/own-fields.ts'
import { type GeneratedFile, generatedMark } from '../generated-file.ts'

export const junkScript: GeneratedFile = {
  path: 'dovecot/sieve/10-junk.sieve',
  content: `# ${generatedMark}
require ["fileinto", "mailbox"];

if header :is "${junkField.name}" "${junkField.value}" {
  fileinto :create "Junk";
  stop;
}
`,
  owner: 'vmail',
}
