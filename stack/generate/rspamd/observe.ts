// A rule of rspamd that finds nothing and scores nothing: it hands what rspamd has taken apart (daemons/rspamd/
// observation.ts) to the gateway, in the part of the answer that rspamd never logs.

/** Of the visible text; a lie is told in the first pages or not at all. */
const textOctets = 65_536
const mostAttachments = 200
const mostFiles = 1_000

export const observeRule = `
local observed_symbol = 'VAGUEMESTRE_OBSERVED'

local function visible_text(task)
  local pieces, room = {}, ${textOctets}
  for _, part in ipairs(task:get_text_parts() or {}) do
    if room <= 0 then break end
    local content = part:get_content()
    if content and #content > 0 then
      local piece = tostring(content):sub(1, room)
      room = room - #piece
      pieces[#pieces + 1] = piece
    end
  end
  return table.concat(pieces, '\\n')
end

local function archive_of(part)
  if not part:is_archive() then return nil end
  local archive = part:get_archive()
  if not archive then return nil end
  local files = {}
  for index, file in ipairs(archive:get_files_full(${mostFiles}) or {}) do
    if index > ${mostFiles} then break end
    files[index] = {
      name = tostring(file.name or ''),
      encrypted = file.encrypted == true,
      bytes = tonumber(file.uncompressed_size) or 0,
    }
  end
  return {
    type = tostring(archive:get_type() or ''),
    encrypted = archive:is_encrypted() == true,
    unreadable = archive:is_unreadable() == true,
    files = files,
  }
end

local function attachments_of(task)
  local found = {}
  for _, part in ipairs(task:get_parts() or {}) do
    if #found >= ${mostAttachments} then break end
    local name = part:get_filename()
    local kind, subtype = part:get_type()
    local plain_text = part:is_text() and not name
    if not plain_text and not part:is_multipart() and not part:is_message() then
      found[#found + 1] = {
        name = tostring(name or ''),
        declared = tostring(kind or '') .. '/' .. tostring(subtype or ''),
        detected = tostring(part:get_detected_ext() or ''),
        bytes = part:get_length() or 0,
        marks = {},
        archive = archive_of(part),
      }
    end
  end
  return found
end

rspamd_config:register_symbol({
  name = observed_symbol,
  type = 'prefilter',
  priority = 10,
  flags = 'nostat,empty',
  score = 0.0,
  callback = function(task)
    local from = (task:get_from({ 'mime', 'orig' }) or {})[1] or {}
    task:set_milter_reply({
      observed = {
        from = { name = tostring(from.name or ''), address = tostring(from.addr or '') },
        replyTo = tostring(task:get_header('Reply-To') or ''),
        subject = tostring(task:get_subject() or ''),
        text = visible_text(task),
        attachments = attachments_of(task),
      },
    })
  end,
})
`
