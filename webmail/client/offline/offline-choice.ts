// Who said that this computer is theirs.

/** Name of what the browser keeps of it: the id of the one person. */
export const offlineChoice = 'kept-here'
