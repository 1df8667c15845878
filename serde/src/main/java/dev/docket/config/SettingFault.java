package dev.docket.config;

/**
 * One thing that is wrong with the settings.
 *
 * @param name which setting, or which file
 * @param given what was given and where, without secrets
 * @param allowed what is allowed
 */
public record SettingFault(String name, String given, String allowed) {

    @Override
    public String toString() {
        return name + ": given " + given + "; allowed: " + allowed;
    }
}
