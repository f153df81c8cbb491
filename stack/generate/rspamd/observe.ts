// A rule of rspamd that finds nothing and scores nothing: it hands what rspamd has taken apart (daemons/rspamd/
// observation.ts) to the gateway, in the part of the answer that rspamd never logs.

import { contentMarks } from './content-marks.ts'

/**
 * Of the visible text, all of which is written and read as JSON: half as much again as the letters in which a lie is looked for
 * (mail/inbound/filtering/suspicions/unquoted-text.ts), since a letter of French may take two.
 */
const textOctets = 24_576
const mostAttachments = 200
/** Further ones that are known by their names alone. */
const mostNamed = 2_000
/** Of the fields that name files, as they stand in the message; of one part, and of all. */
const namingOctets = 16_384
const namingInAll = 262_144
/** Of all archives of a message. */
const mostFiles = 1_000
/** An archive of more is a bomb, whatever else it says. */
const mostCounted = 10_001
/** Of a name, in octets: the end, which says what the file is. */
const nameOctets = 200
const fieldOctets = 2_000

/** The name of the rule. */
export const observedSymbol = 'VAGUEMESTRE_OBSERVED'

export const observeRule = `
${contentMarks}
local rspamd_util = require 'rspamd_util'
local observed_symbol = '${observedSymbol}'

-- JSON is UTF-8: what is not becomes question marks, and no letter is cut in two.
local function valid(text)
  if rspamd_util.is_valid_utf8(text) then return text end
  return (text:gsub('[\\128-\\255]', '?'))
end

local function first(text, octets)
  text = tostring(text or '')
  if #text <= octets then return valid(text) end
  local last = octets
  while last > 0 and (text:byte(last + 1) or 0) >= 128 and text:byte(last + 1) < 192 do last = last - 1 end
  return valid(text:sub(1, last))
end

local function last(text, octets)
  text = tostring(text or '')
  if #text <= octets then return valid(text) end
  return valid((text:sub(-octets):gsub('^[\\128-\\191]+', '')))
end

local function visible_text(task)
  local pieces, room = {}, ${textOctets}
  for _, part in ipairs(task:get_text_parts() or {}) do
    if room <= 0 then break end
    local content = part:get_content()
    if content and #content > 0 then
      local piece = first(content:span(1, math.min(#content, room + 1)), room)
      room = room - #piece
      pieces[#pieces + 1] = piece
    end
  end
  return table.concat(pieces, '\\n')
end

-- The second result is how many files were named.
local function archive_of(part, room)
  local archive = part:is_archive() and part:get_archive()
  if not archive then return nil, 0 end
  local files, encrypted, unpacked = {}, archive:is_encrypted() == true, 0
  local unreadable = archive:is_unreadable() == true
  local listed = archive:get_files_full(${mostCounted}) or {}
  for index, file in ipairs(listed) do
    local before, after = tonumber(file.compressed_size) or 0, tonumber(file.uncompressed_size) or 0
    unpacked = unpacked + after
    -- No packer makes anything that much larger: what the list claims is not what it holds.
    if before > after + after / 8 + 1000 then unreadable = true end
    encrypted = encrypted or file.encrypted == true
    if index <= room then files[index] = last(file.name, ${nameOctets}) end
  end
  return {
    type = tostring(archive:get_type() or ''),
    encrypted = encrypted,
    unreadable = unreadable,
    count = #listed,
    unpacked = unpacked,
    files = files,
  }, #files
end

-- As the sender wrote them: rspamd takes one name of several, a reader's program maybe another.
local function naming_fields(part)
  local fields = {}
  for _, name in ipairs({ 'Content-Disposition', 'Content-Type' }) do
    for _, field in ipairs(part:get_header_full(name) or {}) do
      local value = tostring(field.value or '')
      if value:lower():find('name', 1, true) then fields[#fields + 1] = value end
    end
  end
  return fields
end

local function is_file(part, fields)
  local named = part:get_filename() ~= nil or #fields > 0
  return not (part:is_text() and not named) and not part:is_multipart() and not part:is_message()
end

-- Decoded, it may be anything under its name.
local function is_named_message(part, fields)
  return part:is_message() and says_base64(part) and (part:get_filename() ~= nil or #fields > 0)
end

local function within(fields, room)
  local whole, left = true, math.min(room, ${namingOctets})
  local kept = {}
  for index, field in ipairs(fields) do
    if #field > left then whole = false end
    kept[index] = first(field, left)
    left = left - #kept[index]
  end
  return kept, whole
end

-- The second result is whether all of them were looked at.
local function attachments_of(task)
  local found, searchable, nameable, naming, whole = {}, searched_in_all, ${mostFiles}, ${namingInAll}, true
  for _, part in ipairs(task:get_parts() or {}) do
    local fields = naming_fields(part)
    local file = is_file(part, fields) or is_veiled(part) or is_named_message(part, fields)
    if file and #found >= ${mostAttachments + mostNamed} then return found, false end
    local kept, all = within(fields, naming)
    for _, field in ipairs(kept) do naming = naming - #field end
    if file and not all then whole = false end
    if file and #found >= ${mostAttachments} then
      found[#found + 1] = {
        name = last(part:get_filename(), ${nameOctets}),
        naming = kept, declared = '', detected = '', bytes = part:get_length() or 0,
        marks = is_unseen(part) and { 'unreadable-archive' } or {},
      }
    elseif file then
      local kind, subtype = part:get_type()
      local marks, searched = content_marks(part, searchable)
      local archive, named = archive_of(part, nameable)
      searchable, nameable = searchable - searched, nameable - named
      local list = {}
      for mark in pairs(marks) do list[#list + 1] = mark end
      found[#found + 1] = {
        name = last(part:get_filename(), ${nameOctets}),
        naming = kept,
        declared = first((kind or '') .. '/' .. (subtype or ''), ${nameOctets}),
        detected = tostring(part:get_detected_ext() or ''),
        bytes = part:get_length() or 0,
        marks = list,
        archive = archive,
      }
    end
  end
  return found, whole
end

rspamd_config:register_symbol({
  name = observed_symbol,
  type = 'prefilter',
  priority = 10,
  flags = 'nostat,empty',
  score = 0.0,
  callback = function(task)
    local from = (task:get_from({ 'mime', 'orig' }) or {})[1] or {}
    local attachments, whole = attachments_of(task)
    task:set_milter_reply({
      observed = {
        from = { name = first(from.name, ${fieldOctets}), address = first(from.addr, ${fieldOctets}) },
        replyTo = first(task:get_header('Reply-To'), ${fieldOctets}),
        subject = first(task:get_subject(), ${fieldOctets}),
        text = visible_text(task),
        attachments = attachments,
        allAttachments = whole,
      },
    })
  end,
})
`
