// Our words in place of the library's, by the code that it answers with. What is left to it says nothing but yes.

import {
  badArgument,
  badSequence,
  cannotVerify,
  type SmtpReply,
  temporaryFailure,
  tooManyBadCommands,
  unknownCommand,
} from '#core/smtp/smtp-reply.ts'

const replies: Readonly<Record<number, SmtpReply>> = {
  252: cannotVerify,
  421: tooManyBadCommands,
  451: temporaryFailure,
  500: unknownCommand,
  501: badArgument,
  503: badSequence,
}

/** Undefined when the text is the library's to choose, or a reply of ours already. */
export const replaceLibraryReply = (code: number, text: unknown): SmtpReply | undefined =>
  hasEnhancedCode(text) ? undefined : replies[code]

/** As every reply of ours has. */
export const hasEnhancedCode = (text: unknown): boolean =>
  typeof text === 'string' && /^[245]\.\d{1,3}\.\d{1,3} /.test(text)
