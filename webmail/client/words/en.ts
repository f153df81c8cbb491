// The catalogue in English. Only the chosen language is loaded.

import { en as ui } from '#ui/words/en.ts'
import { account } from './en/account.ts'
import { entrance } from './en/entrance.ts'
import { frame } from './en/frame.ts'
import { list } from './en/list.ts'
import { live } from './en/live.ts'
import { problems } from './en/problems.ts'
import { reading } from './en/reading.ts'
import { shortcuts } from './en/shortcuts.ts'
import type { Words } from './fr.ts'

export const words: Words = { ui, account, entrance, frame, list, live, problems, reading, shortcuts }
