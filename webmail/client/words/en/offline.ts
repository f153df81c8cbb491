// Being without a network, in English.

import type { Words } from '../fr.ts'

export const offline: Words['offline'] = {
  unseen: {
    title: 'Not on this device yet',
    text: 'This will be shown as soon as the network is back.',
  },
  leavesLater: 'The message leaves once the network is back.',
  leavesAndArchives: 'Once the network is back, the message leaves and the conversation is archived.',
  queued: {
    noRoom: 'There is no room left on this device: the message keeps waiting to be sent.',
    leaves: 'Leaves once the network is back',
    planned: (when: string) => `Leaves on ${when}, once the network is back`,
    asks: 'The message has not left yet: read it again, then press “Send”.',
  },
  keepHere: 'Keep my messages on this computer to read them without a network',
  keepHereHint:
    'Only on a computer that is yours alone. What you opened in the last 30 days stays there, and is wiped when you sign out.',
  signOutDue: 'Without a network, signing out will be finished as soon as it is back.',
  textOnly: 'Without a network only the text of the message is shown.',
}
