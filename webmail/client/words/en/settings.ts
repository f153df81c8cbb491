// Settings, in English.

import { plural } from '#ui/format/plural.ts'
import type { settings as french } from '../fr/settings.ts'

export const settings: typeof french = {
  sections: { display: 'Display', writing: 'Sending', signatures: 'Signatures', templates: 'Templates' },
  box: 'Mailbox',
  density: 'Density of the list',
  densities: { comfortable: 'Comfortable', compact: 'Compact' },
  densityHints: { comfortable: 'Two lines for each conversation', compact: 'One line for each conversation' },
  pane: 'Reading',
  panes: { right: 'Right of the list', none: 'In place of the list' },
  paneHints: { right: 'The list stays visible', none: 'All the width for the list, then for the message' },
  conversations: 'A message and its replies on one line',
  shortcuts: 'Shortcuts of a single key',
  undo: 'Undo sending for',
  undoHint: 'The message waits so long before it leaves, even if you close the page.',
  undoSeconds: (seconds) =>
    plural('en', seconds, { zero: 'Do not wait', one: '1 second', other: `${seconds} seconds` }),
  name: 'Name',
  save: 'Save',
  formatLost: 'This text is formatted. It stays so if you do not change the text.',
  meanwhile: 'Somebody changed this text meanwhile. Copy yours, then close to see their version.',
  failed: 'Saving failed.',
  removeFailed: 'Deleting failed.',
  signature: {
    none: 'No signature in this mailbox.',
    add: 'New signature',
    edit: (name) => `Change the signature ${name}`,
    remove: (name) => `Delete the signature ${name}`,
    removeTitle: (name) => `Delete the signature ${name}?`,
    removeAct: 'Delete',
    text: 'Text of the signature',
    whose: 'For whom',
    own: 'For me',
    ownHint: 'Nobody else sees it',
    shared: 'For the whole mailbox',
    sharedHint: 'Everybody who writes as this mailbox',
    isDefault: 'Default',
    beDefault: 'Begin messages of this mailbox with this signature',
  },
  template: {
    none: 'No template in this mailbox. With a template you need not write the same answer again.',
    add: 'New template',
    edit: (name) => `Change the template ${name}`,
    remove: (name) => `Delete the template ${name}`,
    removeTitle: (name) => `Delete the template ${name}?`,
    removeAct: 'Delete',
    text: 'Text of the template',
    subject: 'Subject',
  },
}
