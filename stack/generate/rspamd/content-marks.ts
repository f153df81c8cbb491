// Lua that says what an attached file is by its octets (core/message/attachment-mark.ts names the marks). Only the beginning and
// the end are looked at, but for the kinds of files that hide the telling words in the middle; and no more than a bounded
// share of a message.

import { smugglingWords } from '../smuggling-words.ts'

/** Of one file; what stands beyond, the virus scanner still sees. */
const searchedOctets = 8 << 20
/** Of all files of a message. */
const searchedInAll = 32 << 20

const luaString = (text: string): string =>
  `'${[...Buffer.from(text, 'latin1')].map((octet) => `\\${String(octet).padStart(3, '0')}`).join('')}'`
const luaList = (texts: readonly string[]): string => `{ ${texts.map(luaString).join(', ')} }`
const wide = (text: string): string => Buffer.from(text, 'utf16le').toString('latin1')

/** Octets at the very beginning. MZ is apart: two letters may begin a text. */
const heads: readonly (readonly [mark: string, head: string])[] = [
  ['executable', '\x7fELF'],
  ['executable', '\xca\xfe\xba\xbe'],
  ['executable', '\xfe\xed\xfa\xce'],
  ['executable', '\xfe\xed\xfa\xcf'],
  ['executable', '\xce\xfa\xed\xfe'],
  ['executable', '\xcf\xfa\xed\xfe'],
  ['executable', 'dex\n03'],
  ['shortcut', 'L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46'],
  ['onenote', '\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3'],
  ['script', 'ITSF'],
  ['disk-image', 'conectix'],
  ['disk-image', 'vhdxfile'],
]

/** What rspamd itself recognizes. */
const detected = {
  msi: 'executable',
  jar: 'executable',
  apk: 'executable',
  iso: 'disk-image',
  dmg: 'disk-image',
  ace: 'unreadable-archive',
  // It lists the files of these alone; nobody here unpacks them.
  rar: 'unreadable-archive',
  zoo: 'unreadable-archive',
}

/** Of archives that rspamd reads: one that begins so and is none for it, is broken. */
const archiveHeads = ['PK\x03\x04', 'Rar!\x1a\x07', "7z\xbc\xaf'\x1c"]

export const contentMarks = `
local rspamd_trie = require 'rspamd_trie'

local heads = { ${heads.map(([mark, head]) => `{ '${mark}', ${luaString(head)} }`).join(', ')} }
local detected_marks = { ${Object.entries(detected)
  .map(([kind, mark]) => `${kind} = '${mark}'`)
  .join(', ')} }
local archive_heads = ${luaList(archiveHeads)}
local ole_trie = rspamd_trie.create(${luaList([wide('_VBA_PROJECT'), wide('EncryptedPackage')])})
local ole_marks = { 'macro', 'encrypted-archive' }
local rtf_trie = rspamd_trie.create({ '\\\\objdata' })
local script_trie = rspamd_trie.create({ '<script' }, rspamd_trie.flags.icase)
local smuggling = {
${Object.entries(smugglingWords)
  .map(([name, words]) => `  ${name} = rspamd_trie.create(${luaList(words)}, rspamd_trie.flags.icase),`)
  .join('\n')}
}

local function found(trie, text) return next(trie:match(text)) ~= nil end
local function starts(text, head) return text:sub(1, #head) == head end

local function smuggles(content)
  local function has(words) return found(smuggling[words], content) end
  if has('hides') then return true end
  if not has('hands') then return false end
  return has('carries') or (has('decodes') and has('offers'))
end

local function is_program(head, size)
  if not starts(head, 'MZ') then return false end
  return size < 64 or head:find('%z') ~= nil
end

-- Marks of what lies in the middle of a file; \`room\` octets of the message may still be searched.
local function marks_within(content, head, lower, room)
  local searched = content:span(1, math.min(#content, room, ${searchedOctets}))
  local marks = {}
  if starts(head, '\\208\\207\\017\\224\\161\\177\\026\\225') then
    for index in pairs(ole_trie:match(searched)) do marks[#marks + 1] = ole_marks[index] end
  elseif starts(head, '{\\\\rt') then
    if found(rtf_trie, searched) then marks[1] = 'macro' end
  elseif lower:find('<svg', 1, true) and found(script_trie, searched) then
    marks[1] = 'script'
  end
  -- UTF-16 is the same words with NULs between them.
  local wide = starts(head, '\\255\\254') or starts(head, '\\254\\255')
  local begins = wide and lower:gsub('%z', '') or lower
  if begins:find('<[!%a]') and not begins:find('%z') then
    local page = wide and searched:exclude_chars('\\0', true) or searched
    if smuggles(page) then marks[#marks + 1] = 'html-smuggling' end
  end
  return marks, #searched
end

local function is_disk(content, size)
  if size < 32774 then return false end
  local volume = tostring(content:span(32770, 5))
  if volume == 'CD001' or volume == 'BEA01' then return true end
  local footer = tostring(content:span(size - 511, 8))
  return starts(footer, 'conectix') or footer == 'koly\\0\\0\\0\\004'
end

-- A part without an encoding of its own has that of what it is in, and rspamd takes another where it trusts its eyes more.
local function says_base64(part)
  if part:get_cte() == 'base64' then return true end
  for _, field in ipairs(part:get_header_full('Content-Transfer-Encoding') or {}) do
    if tostring(field.value or ''):lower():find('base64', 1, true) then return true end
  end
  return false
end

-- What stands behind the padding of base64 is part of the file for some programs, and the virus scanner does not see it. What says
-- that it is base64 and was not read as such, some programs decode all the same.
local function has_two_readings(part)
  if not says_base64(part) then return false end
  local raw = part:get_raw_content()
  if not raw or #raw == 0 then return false end
  if part:get_cte() ~= 'base64' then return true end
  local padded = raw:memchr(61)
  if padded < 0 then return false end
  return tostring(raw:span(padded, #raw - padded + 1)):find('[%w+/]') ~= nil
end

-- Programs exist that attach a message in base64. One without files does no harm: each file in it is marked, itself is not.
local function in_veiled_message(part)
  local around, depth = part:get_parent(), 0
  while around and depth < 64 do
    if around:is_message() and says_base64(around) then return true end
    around, depth = around:get_parent(), depth + 1
  end
  return around ~= nil
end

-- No message and no multipart may be encoded in base64 (RFC 2045 §6.4). What is, some programs decode, and the virus
-- scanner does not. A multipart that only says so, as careless programs write it, has parts that can be read; of a message that says
-- nothing within one that does, nobody knows what it holds.
local function is_veiled(part)
  if not says_base64(part) then return false end
  if part:is_multipart() then return #(part:get_children() or {}) == 0 end
  if not part:is_message() then return false end
  return in_veiled_message(part) or part:get_header('Content-Transfer-Encoding') == nil
end

-- What neither those who look at files nor the virus scanner saw whole.
local function is_unseen(part)
  return is_veiled(part) or in_veiled_message(part) or has_two_readings(part)
end

-- Each mark as a key; the second result is how much was searched.
local function content_marks(part, room)
  local marks, content = {}, part:get_content()
  local size = content and #content or 0
  if is_unseen(part) then marks['unreadable-archive'] = true end
  if size == 0 then return marks, 0 end
  local head = tostring(content:span(1, math.min(size, 1024)))
  for _, each in ipairs(heads) do
    if starts(head, each[2]) then marks[each[1]] = true end
  end
  if is_program(head, size) then marks.executable = true end
  if is_disk(content, size) then marks['disk-image'] = true end
  if head:sub(1, 512):lower():find('[internetshortcut]', 1, true) then marks.shortcut = true end
  local by_kind = detected_marks[part:get_detected_ext() or '']
  if by_kind then marks[by_kind] = true end
  if not part:is_archive() then
    for _, each in ipairs(archive_heads) do
      if starts(head, each) then marks['unreadable-archive'] = true end
    end
  end
  if room <= 0 then return marks, 0 end
  local within, searched = marks_within(content, head, head:lower(), room)
  for _, mark in ipairs(within) do marks[mark] = true end
  return marks, searched
end

local searched_in_all = ${searchedInAll}
`
