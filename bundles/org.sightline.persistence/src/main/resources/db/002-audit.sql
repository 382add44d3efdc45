--liquibase formatted sql

--changeset sightline:002-audit-heads
create table audit_heads (
  workspace varchar(39) not null primary key,
  last_sequence bigint not null
);
--rollback drop table audit_heads;

--changeset sightline:002-audit-entries
create table audit_entries (
  workspace varchar(39) not null,
  sequence_number bigint not null,
  at bigint not null,
  subject varchar(240) not null,
  action varchar(120) not null,
  resource varchar(240) not null,
  outcome varchar(20) not null,
  detail varchar(100000) not null,
  previous_hash varchar(64) not null,
  hash varchar(64) not null,
  primary key (workspace, sequence_number)
);
--rollback drop table audit_entries;
