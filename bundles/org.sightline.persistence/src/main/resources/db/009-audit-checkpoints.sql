--liquibase formatted sql

--changeset sightline:009-audit-checkpoints
create table audit_checkpoints (
  workspace varchar(39) not null,
  tree_size bigint not null,
  root varchar(64) not null,
  last_hash varchar(64) not null,
  at bigint not null,
  public_key varchar(400) not null,
  signature varchar(200) not null,
  edge varchar(4096) not null,
  primary key (workspace, tree_size)
);
--rollback drop table audit_checkpoints;
