--liquibase formatted sql

--changeset sightline:005-recordings
create table recordings (
  workspace varchar(39) not null,
  id varchar(40) not null,
  call_id varchar(41) not null,
  technician varchar(40) not null,
  region varchar(40) not null,
  state varchar(20) not null,
  started_at bigint not null,
  ended_at bigint,
  key_provider varchar(60) not null,
  key_version varchar(200) not null,
  key_ciphertext varchar(4000) not null,
  version bigint not null,
  primary key (workspace, id)
);
create index recordings_age on recordings (workspace, started_at);
create index recordings_of_call on recordings (workspace, call_id);
create index recordings_state on recordings (state);
--rollback drop table recordings;

--changeset sightline:005-recording-takes
create table recording_takes (
  workspace varchar(39) not null,
  recording varchar(40) not null,
  number integer not null,
  participant varchar(40) not null,
  role varchar(20) not null,
  media_type varchar(120) not null,
  start_millis bigint not null,
  duration_millis bigint not null,
  length bigint not null,
  sealed_length bigint not null,
  video_frames bigint not null,
  audio_packets bigint not null,
  closed varchar(60),
  object_path varchar(240),
  object_region varchar(40),
  object_backend varchar(120),
  object_length bigint,
  object_sha256 varchar(64),
  primary key (workspace, recording, number),
  constraint recording_takes_recording foreign key (workspace, recording) references recordings (workspace, id)
);
--rollback drop table recording_takes;

--changeset sightline:005-recording-pauses
create table recording_pauses (
  workspace varchar(39) not null,
  recording varchar(40) not null,
  number integer not null,
  from_millis bigint not null,
  to_millis bigint not null,
  primary key (workspace, recording, number),
  constraint recording_pauses_recording foreign key (workspace, recording) references recordings (workspace, id)
);
--rollback drop table recording_pauses;
