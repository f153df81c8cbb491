-- What a small mairie needs from the first day; the département changes it or adds others.
INSERT INTO mailbox_template (name, entries) VALUES ('Petite mairie', '[
  {"localPart": "mairie", "label": "Mairie", "kind": "shared", "quotaMegabytes": null},
  {"localPart": "maire", "label": "Maire", "kind": "shared", "quotaMegabytes": null},
  {"localPart": "secretariat", "label": "Secrétariat", "kind": "shared", "quotaMegabytes": null},
  {"localPart": "", "label": "Responsable de la messagerie", "kind": "manager", "quotaMegabytes": null}
]') ON CONFLICT (name) DO NOTHING;
