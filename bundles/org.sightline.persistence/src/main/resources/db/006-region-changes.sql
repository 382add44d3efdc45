--liquibase formatted sql

--changeset sightline:006-region-changes
create table region_changes (
  workspace varchar(39) not null,
  id varchar(41) not null,
  from_region varchar(40) not null,
  to_region varchar(40) not null,
  requested_by varchar(240) not null,
  state varchar(20) not null,
  total_objects bigint not null,
  total_bytes bigint not null,
  moved_objects bigint not null,
  moved_bytes bigint not null,
  bytes_per_second bigint not null,
  message varchar(400) not null,
  pauses integer not null,
  paused_millis bigint not null,
  paused_since bigint,
  started_at bigint not null,
  ended_at bigint,
  report_content varchar(1000000),
  report_algorithm varchar(40),
  report_public_key varchar(400),
  report_signature varchar(400),
  version bigint not null,
  primary key (workspace, id)
);
create index region_changes_age on region_changes (workspace, started_at);
create index region_changes_state on region_changes (state);
--rollback drop table region_changes;

--changeset sightline:006-region-change-objects
create table region_change_objects (
  workspace varchar(39) not null,
  region_change varchar(41) not null,
  path varchar(240) not null,
  owner_name varchar(120) not null,
  set_name varchar(120) not null,
  length bigint not null,
  sha256 varchar(64) not null,
  from_region varchar(40) not null,
  from_backend varchar(120) not null,
  to_backend varchar(120) not null,
  primary key (workspace, region_change, path),
  constraint region_change_objects_change foreign key (workspace, region_change) references region_changes (workspace, id)
);
--rollback drop table region_change_objects;

-- What a report lists is ordered by path as Java orders it, whatever the database's language.
--changeset sightline:006-region-change-objects-order dbms:postgresql
alter table region_change_objects alter column path type varchar(240) collate "C";
--rollback alter table region_change_objects alter column path type varchar(240);
