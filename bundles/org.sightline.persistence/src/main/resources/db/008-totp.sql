--liquibase formatted sql

--changeset sightline:008-user-totp
create table user_totp (
  workspace varchar(39) not null,
  id varchar(40) not null,
  secret varchar(8000) not null,
  confirmed boolean not null,
  last_step bigint not null,
  primary key (workspace, id),
  constraint user_totp_user foreign key (workspace, id) references users (workspace, id)
);
--rollback drop table user_totp;

--changeset sightline:008-user-recovery-codes
create table user_recovery_codes (
  workspace varchar(39) not null,
  user_id varchar(40) not null,
  code_hash varchar(64) not null,
  primary key (workspace, user_id, code_hash),
  constraint user_recovery_codes_totp foreign key (workspace, user_id) references user_totp (workspace, id)
);
--rollback drop table user_recovery_codes;
