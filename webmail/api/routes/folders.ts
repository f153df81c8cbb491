// The folders of a box.

import { folderRoutes } from '../../contract/folder.ts'
import { implement } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import { openBox } from '../http/open-box.ts'
import { createFolder, type Folder, listFolders } from '../imap/folders.ts'

export const folderHandlers = implement(folderRoutes, {
  'GET /boxes/{box}/folders': async ({ params }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { connections, log } = context.ports
    const folders = await listFolders(connections, opened.value.visit)
    return folders.ok ? { rows: folders.value.map(view) } : problemOfMail(folders.error, log)
  },

  'POST /boxes/{box}/folders': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const { connections, log } = context.ports
    const { visit } = opened.value
    const made = await createFolder(connections, visit, body)
    if (!made.ok) return problemOfMail(made.error, log)
    const folders = await listFolders(connections, visit)
    if (!folders.ok) return problemOfMail(folders.error, log)
    const found = folders.value.find(({ path }) => path === made.value)
    return found === undefined ? problemOfMail({ kind: 'noSuchFolder' }, log) : view(found)
  },
})

const view = ({ path, name, role, selectable, messages, unread }: Folder) => ({
  ...{ path, name, role, opens: selectable },
  ...{ total: messages, unread },
})
