// Which held mail is likely to do harm when somebody opens it, and is no matter of taste: who decides looks at it first.

import type { AttachmentMark } from './attachment-mark.ts'
import type { Reason } from './outcome.ts'

/** Dangerous whatever was found besides. */
export const dangerousReasons: readonly Reason[] = ['virus', 'suspicion']

/** Files that run, or pretend to be something else. */
export const dangerousFiles: readonly AttachmentMark[] = [
  'executable',
  'script',
  'html-smuggling',
  'disk-image',
  'shortcut',
  'archive-bomb',
]

export const isDangerous = (reason: string, findings: readonly string[]): boolean =>
  dangerousReasons.some((each) => each === reason) ||
  (reason === 'attachment' && dangerousFiles.some((each) => findings.includes(each)))
