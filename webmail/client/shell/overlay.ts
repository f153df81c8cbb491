/** What is shown over the page. */
export type Overlay = 'help' | 'settings' | null
