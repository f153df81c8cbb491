<?php
// Roundcube as Debian ships it, on our Dovecot: the cache of IMAP on, bodies searched as ours searches them, nothing logged.
$config = [];
$config['db_dsnw'] = 'sqlite:///@FOLDER@/roundcube.db?mode=0646';
$config['imap_host'] = 'ssl://127.0.0.1:@IMAP_PORT@';
$config['imap_conn_options'] = ['ssl' => ['verify_peer' => false, 'verify_peer_name' => false]];
$config['imap_cache'] = 'db';
$config['messages_cache'] = 'db';
$config['des_key'] = 'bench-bench-bench-bench!';
$config['temp_dir'] = '@FOLDER@';
$config['log_dir'] = '@FOLDER@';
$config['log_driver'] = 'file';
$config['plugins'] = [];
$config['skin'] = 'elastic';
$config['language'] = 'fr_FR';
$config['mail_pagesize'] = 50;
$config['search_mods'] = ['*' => ['subject' => 1, 'from' => 1, 'text' => 1]];
$config['search_scope'] = 'base';
$config['session_lifetime'] = 60;
$config['ip_check'] = false;
$config['use_https'] = false;
$config['archive_mbox'] = 'Archive';
$config['sent_mbox'] = 'Sent';
$config['drafts_mbox'] = 'Drafts';
$config['trash_mbox'] = 'Trash';
$config['junk_mbox'] = 'Junk';
