package org.sightline.persistence.internal.rows;

import javax.persistence.AttributeOverride;
import javax.persistence.Column;
import javax.persistence.EmbeddedId;
import javax.persistence.Entity;
import javax.persistence.Table;

/** A setting of a workspace. */
@Entity
@Table(name = "workspace_settings")
public class SettingRow {
    @EmbeddedId
    @AttributeOverride(name = "id", column = @Column(name = "setting"))
    private RowKey key;

    @Column(name = "content")
    private String content;

    protected SettingRow() {}

    public SettingRow(RowKey key, String content) {
        this.key = key;
        this.content = content;
    }

    public void change(String next) {
        content = next;
    }

    public String value() {
        return content;
    }
}
