// Out of which folders something can be put off: what was written or thrown away does not come back to the inbox by itself.

const notOutOf = ['Sent', 'Drafts', 'Junk', 'Trash']

/** By the path, as boxes of ours have them: what a search found lies in several folders. */
export const maySnooze = (folder: string): boolean =>
  !notOutOf.some((each) => folder === each || folder.startsWith(`${each}/`))
