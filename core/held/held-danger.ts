// Which held mail is likely to do harm when somebody opens it or believes it, and is no matter of taste: who decides looks at
// it first.

import type { AttachmentMark } from '../message/attachment-mark.ts'
import type { SuspicionMark } from '../message/findings.ts'
import type { Reason } from '../trace/outcome.ts'

/** Dangerous whatever was found besides. */
export const dangerousReasons: readonly Reason[] = ['virus', 'suspicion']

/** Files that run, or pretend to be something else. */
const dangerousFiles: readonly AttachmentMark[] = [
  'executable',
  'script',
  'macro',
  'html-smuggling',
  'disk-image',
  'shortcut',
  'archive-bomb',
]

/** Somebody who is not who they seem, or who wants money to go elsewhere. */
const dangerousSuspicions: readonly SuspicionMark[] = [
  'borrowed-name',
  'look-alike-domain',
  'bank-details-change',
  'payment-pressure',
]

/** Dangerous whatever it is held for: a message of a refused sender that carries a program is one that carries a program. */
export const dangerousFindings: readonly string[] = [...dangerousFiles, ...dangerousSuspicions]

export const isDangerous = (reason: string, findings: readonly string[]): boolean =>
  dangerousReasons.some((each) => each === reason) ||
  dangerousFindings.some((each) => findings.includes(each))
