// The header fields that nobody but us may write. The gateway adds them and removes what strangers wrote under their
// names; Dovecot's Sieve scripts read them.

/** RFC 8601: ours carries our authserv-id, and another's with that id is forged (§5). */
export const authenticationResultsField = 'Authentication-Results'

/** Whatever begins like this is ours alone. */
export const ownFieldPrefix = 'X-Vaguemestre-'

/** On a copy that policy wants in the junk folder. */
export const junkField = { name: `${ownFieldPrefix}Junk`, value: 'yes' } as const

/** On a digest of held mail; its value is the day. */
export const digestFieldName = `${ownFieldPrefix}Digest`

/** On mail that was sent on to the outside: which mailboxes did, in words that nobody else can read. */
export const forwardedFieldName = `${ownFieldPrefix}Forwarded`
