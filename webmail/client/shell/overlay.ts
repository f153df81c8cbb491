/** What is shown over the page; the settings from their beginning or where signatures are. */
export type Overlay = 'help' | 'settings' | 'signatures' | 'go-to' | null
