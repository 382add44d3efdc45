--liquibase formatted sql

-- What a region change, a key rotation and the checks of stored recordings ask for. Each of their questions is answered
-- from a stretch of one index, however many recordings a workspace has.

--changeset sightline:007-recording-sidecars
alter table recordings add column sidecar_path varchar(240);
alter table recordings add column sidecar_region varchar(40);
alter table recordings add column sidecar_backend varchar(120);
alter table recordings add column sidecar_length bigint;
alter table recordings add column sidecar_sha256 varchar(64);
alter table recordings add column sidecar_key_provider varchar(60);
alter table recordings add column sidecar_key_version varchar(200);
--rollback alter table recordings drop column sidecar_path;
--rollback alter table recordings drop column sidecar_region;
--rollback alter table recordings drop column sidecar_backend;
--rollback alter table recordings drop column sidecar_length;
--rollback alter table recordings drop column sidecar_sha256;
--rollback alter table recordings drop column sidecar_key_provider;
--rollback alter table recordings drop column sidecar_key_version;

-- The sum of a recording's takes and sidecar that are stored.
--changeset sightline:007-recording-amounts
alter table recordings add column stored_objects integer default 0 not null;
alter table recordings add column stored_bytes bigint default 0 not null;
update recordings set
  stored_objects = (select count(t.object_path) from recording_takes t
    where t.workspace = recordings.workspace and t.recording = recordings.id),
  stored_bytes = (select coalesce(sum(t.object_length), 0) from recording_takes t
    where t.workspace = recordings.workspace and t.recording = recordings.id);
--rollback alter table recordings drop column stored_objects;
--rollback alter table recordings drop column stored_bytes;

-- A recording that was never checked was checked before all time, so that it comes first.
--changeset sightline:007-recording-checks
alter table recordings add column checked_at bigint default -9223372036854775807 not null;
alter table recordings add column check_intact boolean;
alter table recordings add column check_message varchar(500);
--rollback alter table recordings drop column checked_at;
--rollback alter table recordings drop column check_intact;
--rollback alter table recordings drop column check_message;

--changeset sightline:007-recording-indexes
create index recordings_region on recordings (workspace, region, started_at, id, state, stored_objects, stored_bytes);
create index recordings_key on recordings (workspace, region, key_provider, key_version, id, state);
create index recordings_sidecar on recordings (workspace, region, sidecar_key_provider, sidecar_key_version, id, state);
create index recordings_check on recordings (workspace, state, checked_at, id);
create index recordings_check_anywhere on recordings (state, checked_at, id);
create index recordings_damage on recordings (workspace, state, check_intact, checked_at);
drop index recordings_state;
--rollback create index recordings_state on recordings (state);
--rollback drop index recordings_region;
--rollback drop index recordings_key;
--rollback drop index recordings_sidecar;
--rollback drop index recordings_check;
--rollback drop index recordings_check_anywhere;
--rollback drop index recordings_damage;

-- H2 reads an index forwards only.
--changeset sightline:007-recording-newest
drop index recordings_age;
create index recordings_age on recordings (workspace desc, started_at desc, id desc);
--rollback drop index recordings_age;
--rollback create index recordings_age on recordings (workspace, started_at);
