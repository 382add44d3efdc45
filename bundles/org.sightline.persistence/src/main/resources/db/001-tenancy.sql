--liquibase formatted sql

-- Times are nanoseconds since 1970-01-01T00:00:00Z. Every key leads with the workspace.

--changeset sightline:001-workspaces
create table workspaces (
  workspace varchar(39) not null primary key,
  name varchar(40) not null,
  display_name varchar(240) not null,
  region varchar(40) not null,
  created_at bigint not null,
  constraint workspaces_name unique (name)
);
--rollback drop table workspaces;

--changeset sightline:001-workspace-settings
create table workspace_settings (
  workspace varchar(39) not null,
  setting varchar(120) not null,
  content varchar(20000) not null,
  primary key (workspace, setting)
);
--rollback drop table workspace_settings;

--changeset sightline:001-users
create table users (
  workspace varchar(39) not null,
  id varchar(40) not null,
  name varchar(120) not null,
  display_name varchar(240) not null,
  role varchar(20) not null,
  active boolean not null,
  authorised_to_review boolean not null,
  password_change_due boolean not null,
  password_hash varchar(400) not null,
  created_at bigint not null,
  primary key (workspace, id),
  constraint users_name unique (workspace, name),
  constraint users_workspace foreign key (workspace) references workspaces (workspace)
);
--rollback drop table users;

--changeset sightline:001-sessions
create table sessions (
  workspace varchar(39) not null,
  id varchar(80) not null,
  token_hash varchar(64) not null,
  user_id varchar(40) not null,
  signed_in_at bigint not null,
  last_used_at bigint not null,
  primary key (workspace, id),
  constraint sessions_token unique (workspace, token_hash),
  constraint sessions_user foreign key (workspace, user_id) references users (workspace, id)
);
create index sessions_of_user on sessions (workspace, user_id);
--rollback drop table sessions;
