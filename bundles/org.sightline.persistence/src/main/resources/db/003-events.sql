--liquibase formatted sql

--changeset sightline:003-outbox
create table outbox (
  workspace varchar(39) not null,
  id varchar(40) not null,
  at bigint not null,
  ordinal integer not null,
  type varchar(60) not null,
  subject varchar(240) not null,
  data varchar(100000) not null,
  primary key (workspace, id)
);
create index outbox_age on outbox (at, ordinal, id);
--rollback drop table outbox;

--changeset sightline:003-handled-events
create table handled_events (
  workspace varchar(39) not null,
  event varchar(40) not null,
  listener varchar(120) not null,
  at bigint not null,
  primary key (workspace, event, listener)
);
create index handled_events_age on handled_events (at);
--rollback drop table handled_events;
