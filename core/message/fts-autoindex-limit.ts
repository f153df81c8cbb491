/** A folder with as many messages that nobody has looked at is not indexed for full text until somebody does. */
export const ftsAutoindexLimit = 999
