// The folders that every mailbox has beside INBOX, by the names of RFC 6154.

export const specialFolders = ['Drafts', 'Sent', 'Junk', 'Trash', 'Archive'] as const
