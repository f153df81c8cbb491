// The folders of a box.

import { findExclusiveAddresses } from '#db/stores/addresses/mailbox-addresses.ts'
import { Problem } from '#http/problem.ts'
import { folderRoutes } from '../../contract/folder.ts'
import { type Asking, implement } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import { openBox } from '../http/open-box.ts'
import type { Visit } from '../imap/connections.ts'
import { emptyFolder } from '../imap/empty-folder.ts'
import {
  createFolder,
  deleteFolder,
  type Folder,
  listFolders,
  listFoldersAndRoom,
  renameFolder,
} from '../imap/folders.ts'
import { rulesFilingInto, rulesFollow } from '../sieve/rules-of-folder.ts'

export const folderHandlers = implement(folderRoutes, {
  'GET /boxes/{box}/folders': async ({ params }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { connections, log } = context.ports
    const listed = await listFoldersAndRoom(connections, opened.value.visit)
    if (!listed.ok) return problemOfMail(listed.error, log)
    const { folders, room } = listed.value
    return { rows: folders.map(view), room }
  },

  'POST /boxes/{box}/folders': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const { connections, log } = context.ports
    const { visit } = opened.value
    const made = await createFolder(connections, visit, body)
    return made.ok ? await viewOf(made.value, visit, context) : problemOfMail(made.error, log)
  },

  'PUT /boxes/{box}/folder': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const { connections, log, scripts } = context.ports
    const { box, visit } = opened.value
    // Before anything is changed: a database that is away says that nothing was.
    const addresses = await findExclusiveAddresses(context.database, box.id)
    const renamed = await renameFolder(connections, visit, body)
    if (!renamed.ok) return problemOfMail(renamed.error, log)
    const move = { from: body.path, to: renamed.value, addresses }
    const rulesLeft = await rulesFollow(scripts, visit, move)
    const now = await viewOf(renamed.value, visit, context)
    return now instanceof Problem ? now : { ...now, rulesLeft }
  },

  'DELETE /boxes/{box}/folder': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const { connections, log, scripts } = context.ports
    const { visit } = opened.value
    const deleted = await deleteFolder(connections, visit, query.path)
    if (!deleted.ok) return problemOfMail(deleted.error, log)
    return { path: deleted.value, rulesLeft: await rulesFilingInto(scripts, visit, query.path) }
  },

  'DELETE /boxes/{box}/folder-messages': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const { connections, log } = context.ports
    const emptied = await emptyFolder(connections, opened.value.visit, query.role)
    return emptied.ok ? { deleted: emptied.value } : problemOfMail(emptied.error, log)
  },
})

/** As it is now. */
async function viewOf(path: string, visit: Visit, { ports: { connections, log } }: Asking) {
  const folders = await listFolders(connections, visit)
  if (!folders.ok) return problemOfMail(folders.error, log)
  const found = folders.value.find((folder) => folder.path === path)
  return found === undefined ? problemOfMail({ kind: 'noSuchFolder' }, log) : view(found)
}

const view = ({ path, name, role, selectable, messages, unread }: Folder) => ({
  ...{ path, name, role, opens: selectable },
  ...{ total: messages, unread },
})
