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
  message varchar(20000) not null,
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
