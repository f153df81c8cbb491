// Where messages lie that were put off until an hour: a folder of the mailbox like any other, so that other programs show them. No
// special use of the standards is for it (RFC 6154); JMAP calls its role so (RFC 8621 §2).

export const snoozedFolder = 'Snoozed'

/** Keyword of a message whose hour came: lists show it where it came back, and not where it had come once. */
export const returnedKeyword = 'vm-returned'
