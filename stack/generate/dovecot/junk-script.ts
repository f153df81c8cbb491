// What our own header fields ask of Dovecot. The gateway removes them from everything that comes in: a message that
// policy wants in the junk folder goes there, and a digest of held mail that comes again, because the worker died before
// it could note the first, is known by its Message-ID (RFC 7352) and discarded.

import { digestFieldName, junkField } from '#core/message/own-header-fields.ts'
import { type GeneratedFile, generatedMark } from '../generated-file.ts'

export const junkScript: GeneratedFile = {
  path: 'dovecot/sieve/10-junk.sieve',
  content: `# ${generatedMark}
require ["duplicate", "fileinto", "mailbox"];

if header :is "${junkField.name}" "${junkField.value}" {
  fileinto :create "Junk";
  stop;
}
if exists "${digestFieldName}" {
  if duplicate :handle "digest" :seconds 172800 {
    discard;
    stop;
  }
}
`,
  owner: 'vmail',
}
