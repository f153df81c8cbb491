// What stands around lists and messages, in English.

import { plural } from '#ui/format/plural.ts'
import type { frame as french } from '../fr/frame.ts'

const whoGrants = (managers: readonly string[] | undefined): string =>
  managers === undefined || managers.length === 0
    ? 'Whoever runs your commune, or the département,'
    : new Intl.ListFormat('en', { type: 'disjunction' }).format(managers)

export const frame: typeof french = {
  product: 'Vaguemestre',
  skip: { list: 'Go to the list', message: 'Go to the message', folders: 'Go to the folders' },
  boxes: 'Mailboxes',
  box: (name, unread) =>
    unread === null
      ? name
      : `${name}, ${plural('en', unread, { zero: 'nothing unread', one: `${unread} unread`, other: `${unread} unread` })}`,
  kinds: { personal: 'Personal mailbox', shared: 'Shared mailbox' },
  readOnly: 'Read only',
  foldersOf: (address) => `Folders of ${address}`,
  folders: 'Folders',
  otherFolders: 'Other folders',
  roles: {
    inbox: 'Inbox',
    snoozed: 'Snoozed',
    sent: 'Sent',
    drafts: 'Drafts',
    archive: 'Archive',
    junk: 'Junk',
    trash: 'Bin',
  },
  unread: (count) => `${count} unread`,
  openFolders: 'Open the folders',
  bottom: 'Navigation',
  messages: 'Messages',
  search: 'Search',
  menu: 'Menu',
  shortcuts: 'Keyboard shortcuts',
  help: 'Help and shortcuts',
  settings: 'Settings',
  newTab: '(new tab)',
  account: (name) => `${name}, my account`,
  signOut: 'Sign out',
  theme: 'Appearance',
  themes: { system: 'As the device', light: 'Light', dark: 'Dark' },
  language: 'Language',
  languages: { fr: 'Français', en: 'English' },
  support: 'Support of the département',
  canGrant: (managers) => `${whoGrants(managers)} can give you a wider access.`,
  noBox: {
    title: 'No mailbox is open to you',
    text: (managers) => `${whoGrants(managers)} can open one to you.`,
  },
  unknownBox: {
    title: 'This mailbox is not open to you',
    text: (managers, address) => `${whoGrants(managers)} can give you access to ${address}.`,
    own: 'Open my mailbox',
  },
  broken: {
    title: 'This part could not be shown',
    text: 'Reload the page. Your messages are intact.',
    reload: 'Reload',
  },
  contacts: 'Contacts',
  retrying: 'The service does not answer. It is asked again every 5 s.',
  offline: 'No connection. You can read and write; what you send leaves once the network is back.',
  signInAgain: 'Your session has ended',
  signInAgainText: 'Sign in to go on where you were.',
  title: (unread, view, address) => `${unread > 0 ? `(${unread}) ` : ''}${view} — ${address}`,
}
