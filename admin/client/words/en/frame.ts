// The frame around every screen, in English.

import { plural } from '#ui/format/plural.ts'
import type { frame as french } from '../fr/frame.ts'

export const frame: typeof french = {
  brand: 'Vaguemestre',
  brandOf: '— Administration',
  brandLabel: 'Vaguemestre — Administration',
  skip: { content: 'Go to the content', menu: 'Go to the menu', search: 'Go to the search' },
  menu: 'Menu',
  menuLabel: 'Administration',
  goTo: 'Go to a commune, a page…',
  palette: {
    title: 'Go to',
    placeholder: 'Name, INSEE code, postcode, page',
    communes: 'Communes',
    pages: 'Pages',
    nothing: (text) => `Nothing for “${text}”. Try the beginning of the name, or the postcode.`,
    inhabitants: (count, shown) =>
      plural('en', count, { one: `${shown} inhabitant`, other: `${shown} inhabitants` }),
    browse: 'browse',
    open: 'open',
    closes: 'close',
    escape: 'Esc',
    enter: 'Enter',
  },
  account: {
    label: (name) => `Account of ${name}`,
    mine: 'My account',
    signOut: 'Sign out',
    maybeSignedIn: 'Signing out did not work: your session may still be open.',
    again: 'Try again',
  },
  theme: { label: 'Theme', system: 'As the system', light: 'Light', dark: 'Dark' },
  language: 'Language',
  groups: { communes: 'Communes', messages: 'Messages', control: 'Control' },
  screens: {
    toDo: 'To do',
    communes: 'Communes',
    welcome: 'Welcome',
    mailboxes: 'Mailboxes and aliases',
    persons: 'People',
    held: 'Quarantine',
    leaks: 'Data leaks',
    trace: 'Follow messages',
    queue: 'Outgoing queue',
    deliverability: 'Deliverability',
    security: 'Security',
    journal: 'Log',
    team: 'Team and roles',
    status: 'State of the service',
    account: 'My account',
  },
  heldWaiting: (count) => plural('en', count, { one: 'message held', other: 'messages held' }),
  approvalWaiting: (count) =>
    plural('en', count, { one: 'delivery to approve', other: 'deliveries to approve' }),
  foot: {
    healthy: 'The platform works.',
    checked: (time) => `Last check at ${time}`,
  },
  notFound: 'This page does not exist',
  notFoundText: 'The address may have changed. The menu leads to every page.',
  offline: 'No connection. What you typed is kept, and the page goes on by itself once the network is back.',
  retrying: 'The service does not answer for the moment. Trying again.',
  signInAgain: 'Your session has ended',
  signInAgainText: 'Sign in to go on. What you typed is kept.',
  stale: {
    title: 'This page could not open',
    text: 'The connection is down, or the panel has just been updated. Nothing is lost: reload the page.',
  },
  reload: 'Reload',
  unsaved: {
    title: 'Leave without saving?',
    text: 'What you typed on this page is not saved and would be lost.',
    leave: 'Leave without saving',
  },
}
