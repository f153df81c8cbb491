/** Name of what the browser keeps of a sign-out that is owed: the id of whoever signed out. */
export const signOutDue = 'sign-out-due'
