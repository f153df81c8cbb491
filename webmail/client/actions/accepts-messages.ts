import type { FolderView } from '../boxes.ts'

/** What may take messages in: no drafts, not what was sent, and not what was put off, which is for a time that somebody chose. */
export const acceptsMessages = ({ opens, role }: FolderView): boolean =>
  opens && role !== 'drafts' && role !== 'sent' && role !== 'snoozed'
